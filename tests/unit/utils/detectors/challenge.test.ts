import { challenge } from '@/utils/detectors/challenge';
import { describeDetector } from './cases';

describeDetector(challenge);
