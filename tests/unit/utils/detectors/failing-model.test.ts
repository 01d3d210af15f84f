import { failingModel } from '@/utils/detectors/failing-model';
import { describeDetector } from './cases';

describeDetector(failingModel);
