import { errorNotice } from '@/utils/detectors/error-notice';
import { describeDetector } from './cases';

describeDetector(errorNotice);
