import { slowReplies } from '@/utils/detectors/slow-replies';
import { describeDetector } from './cases';

describeDetector(slowReplies);
