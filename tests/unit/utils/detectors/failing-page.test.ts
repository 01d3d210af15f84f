import { failingPage } from '@/utils/detectors/failing-page';
import { describeDetector } from './cases';

describeDetector(failingPage);
