import { unreachablePage } from '@/utils/detectors/unreachable-page';
import { describeDetector } from './cases';

describeDetector(unreachablePage);
