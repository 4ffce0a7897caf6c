pub const DEPTH: u32 = 1;
