import { failedSend } from '@/utils/detectors/failed-send';
import { describeDetector } from './cases';

describeDetector(failedSend);
