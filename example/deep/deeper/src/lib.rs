pub const DEPTH: u32 = 2;

#[cfg(test)]
mod tests {
    #[test]
    fn is_two_deep() {
        assert_eq!(super::DEPTH, 2);
    }
}
