import { failedLoad } from '@/utils/detectors/failed-load';
import { describeDetector } from './cases';

describeDetector(failedLoad);
