import { flakySends } from '@/utils/detectors/flaky-sends';
import { describeDetector } from './cases';

describeDetector(flakySends);
