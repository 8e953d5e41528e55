export const name = (kind) => `vsc-part-${kind}`;
