import { interruptedReply } from '@/utils/detectors/interrupted-reply';
import { describeDetector } from './cases';

describeDetector(interruptedReply);
