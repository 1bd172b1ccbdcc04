export { collect, collectAsTimePasses, eventsOf, testContext } from "./test-run.js";
