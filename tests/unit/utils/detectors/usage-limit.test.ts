import { usageLimit } from '@/utils/detectors/usage-limit';
import { describeDetector } from './cases';

describeDetector(usageLimit);
