import { longConversation } from '@/utils/detectors/long-conversation';
import { describeDetector } from './cases';

describeDetector(longConversation);
