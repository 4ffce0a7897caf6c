pub fn hello() -> &'static str {
    greeting::hello()
}

#[cfg(test)]
mod tests {
    #[test]
    fn shouts() {
        assert_eq!(super::hello(), "HELLO");
    }
}
