import { hungTab } from '@/utils/detectors/hung-tab';
import { describeDetector } from './cases';

describeDetector(hungTab);
