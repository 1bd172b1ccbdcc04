export { collect, eventsOf, testContext } from "./test-run.js";
