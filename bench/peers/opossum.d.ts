// opossum ships no types.
declare module 'opossum' {
  export default class CircuitBreaker<Args extends readonly unknown[], Result> {
    constructor(action: (...args: Args) => Promise<Result>, options: { timeout: false | number; resetTimeout: number });
    fire(...args: Args): Promise<Result>;
  }
}
