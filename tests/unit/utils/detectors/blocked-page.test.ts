import { blockedPage } from '@/utils/detectors/blocked-page';
import { describeDetector } from './cases';

describeDetector(blockedPage);
