export default { ...(await import("../../jest.base.mjs")).default, displayName: "recording" };
