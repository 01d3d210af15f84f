import { brokenApp } from '@/utils/detectors/broken-app';
import { describeDetector } from './cases';

describeDetector(brokenApp);
