/** The sample city: a simulated city, what its departments believe of it, and the truth. START HERE. */
export { samplesErrors } from './errors.ts';
export { makeSample, type SampleCounts, type SampleRequest } from './make-sample.ts';
