//! Builds again when a file comes into the knowledge base or leaves it.

fn main() {
    println!("cargo:rerun-if-changed=kb");
}
