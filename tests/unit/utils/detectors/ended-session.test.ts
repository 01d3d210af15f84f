import { endedSession } from '@/utils/detectors/ended-session';
import { describeDetector } from './cases';

describeDetector(endedSession);
