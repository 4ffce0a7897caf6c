pub fn hello() -> &'static str {
    greeting::hello()
}

#[cfg(test)]
mod tests {
    #[test]
    fn whispers() {
        assert_eq!(super::hello(), "hello");
    }
}
