import { offline } from '@/utils/detectors/offline';
import { describeDetector } from './cases';

describeDetector(offline);
