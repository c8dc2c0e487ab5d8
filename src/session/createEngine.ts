export { createEngineClient as createEngine } from '../engineProcess/createEngineClient.ts';
