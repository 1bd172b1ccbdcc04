export { type SchemaLeaf, schemaLeaves } from "../schema/leaves.js";
