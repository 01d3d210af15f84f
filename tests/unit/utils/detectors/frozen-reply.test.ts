import { frozenReply } from '@/utils/detectors/frozen-reply';
import { describeDetector } from './cases';

describeDetector(frozenReply);
