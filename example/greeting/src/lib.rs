#[cfg(all(feature = "loud", feature = "quiet"))]
compile_error!("features `loud` and `quiet` exclude each other");

pub fn hello() -> &'static str {
    if cfg!(feature = "loud") { "HELLO" } else { "hello" }
}
