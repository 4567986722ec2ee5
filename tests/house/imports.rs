//! Which file of the source tree takes a name from which other file.
//!
//! Enough of the language is read for this tree: `use` with braces, names given on with `pub use`, modules in files
//! of their own, and paths in the code that start with `crate`, `self`, `super` or a module in view. Comments, text in quotes and the
//! tests at the end of a file are passed over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The path of a module from the root of the crate, such as `["plan", "milp"]`.
type Module = Vec<String>;

/// What one file says.
struct Source {
    file: PathBuf,
    /// Names that `use` brings into view, each with the path it stands for.
    names: BTreeMap<String, Vec<String>>,
    /// Paths written out in the code.
    paths: Vec<Vec<String>>,
}

pub struct Tree {
    sources: BTreeMap<Module, Source>,
}

impl Tree {
    /// The tree below a folder with `lib.rs` and `main.rs`.
    pub fn read(root: &Path) -> Tree {
        let mut files = Vec::new();
        below(root, &mut files);
        let sources = files.into_iter().filter(|file| !file.ends_with("main.rs")).map(|file| {
            let text = code_of(&fs::read_to_string(&file).unwrap());
            let inside = file.strip_prefix(root).unwrap().to_owned();
            (module_of(&inside), source(inside, &text))
        });
        Tree { sources: sources.collect() }
    }

    /// Each file with the files it takes names from, itself left out.
    pub fn imports(&self) -> BTreeMap<PathBuf, BTreeSet<PathBuf>> {
        let of = |(module, source): (&Module, &Source)| {
            let paths = source.names.values().chain(&source.paths);
            let found = paths.filter_map(|path| self.definition(module, path, 0));
            let others = found.filter(|file| *file != source.file);
            (source.file.clone(), others.collect())
        };
        self.sources.iter().map(of).collect()
    }

    /// The file in which the thing at the end of a path is defined, seen from a module; `None` outside the crate.
    fn definition(&self, from: &Module, path: &[String], depth: usize) -> Option<PathBuf> {
        let (mut module, mut rest) = match path.first()?.as_str() {
            "crate" => (Vec::new(), &path[1..]),
            "self" => (from.clone(), &path[1..]),
            "super" => (from[..from.len().checked_sub(1)?].to_vec(), &path[1..]),
            name if self.has(from, name) => (from.clone(), path),
            _ => return None,
        };
        while let Some(name) = rest.first() {
            let child: Module = module.iter().chain([name]).cloned().collect();
            if name == "super" {
                module.pop()?;
            } else if self.sources.contains_key(&child) {
                module = child;
            } else if let Some(given_on) = self.sources.get(&module)?.names.get(name) {
                let whole: Vec<String> = given_on.iter().chain(&rest[1..]).cloned().collect();
                // A name that stands for itself would go round for ever.
                let known = (depth < 8).then(|| self.definition(&module, &whole, depth + 1));
                return known.flatten();
            } else {
                break;
            }
            rest = &rest[1..];
        }
        self.sources.get(&module).map(|source| source.file.clone())
    }

    /// Whether a name is a module below this one, or one that `use` brings into view.
    fn has(&self, module: &Module, name: &str) -> bool {
        let child: Module = module.iter().cloned().chain([name.to_owned()]).collect();
        self.sources.contains_key(&child) || self.sources[module].names.contains_key(name)
    }
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => below(&path, found),
            false if path.extension().is_some_and(|e| e == "rs") => found.push(path),
            false => {}
        }
    }
}

fn module_of(file: &Path) -> Module {
    let names = file.with_extension("");
    let names = names.iter().map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name != "mod" && name != "lib").collect()
}

/// A text without comments, quoted text and the tests at its end.
fn code_of(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut code = String::new();
    for line in lines {
        let line = line.split(" // ").next().unwrap().replace("\\\"", "");
        // Every second piece between quotes is text.
        line.split('"').step_by(2).for_each(|piece| code.push_str(piece));
        code.push('\n');
    }
    code
}

fn source(file: PathBuf, code: &str) -> Source {
    let (mut names, mut rest) = (BTreeMap::new(), String::new());
    for statement in code.split_inclusive(';') {
        let lines: Vec<&str> = statement.lines().collect();
        let start = lines.iter().rposition(|line| uses(line).is_some());
        let Some(start) = start.filter(|_| statement.ends_with(';')) else {
            rest.push_str(statement);
            continue;
        };
        rest.push_str(&lines[..start].join("\n"));
        rest.push('\n');
        let mut tree = uses(lines[start]).unwrap().to_owned();
        lines[start + 1..].iter().for_each(|line| tree.push_str(line));
        expand(&[], tree.trim_end_matches(';'), &mut names);
    }
    Source { file, names, paths: written_out(&rest) }
}

/// What stands behind `use` at the start of a line.
fn uses(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(')')?.1.trim_start(),
        Some(rest) => rest.trim_start(),
        None => line,
    };
    line.strip_prefix("use ")
}

/// The names that the tree behind `use` brings into view.
fn expand(head: &[String], tree: &str, names: &mut BTreeMap<String, Vec<String>>) {
    let tree = tree.trim();
    let brace = tree.find('{').unwrap_or(tree.len());
    let mut path = head.to_vec();
    let plain = tree[..brace].trim_end_matches("::");
    let (plain, alias) = plain.split_once(" as ").unwrap_or((plain, ""));
    path.extend(plain.split("::").map(|name| name.trim().to_owned()).filter(|n| !n.is_empty()));
    if brace < tree.len() {
        let inside = &tree[brace + 1..tree.rfind('}').unwrap_or(tree.len())];
        parts(inside).into_iter().for_each(|part| expand(&path, part, names));
        return;
    }
    if path.last().is_some_and(|name| name == "self") {
        path.pop();
    }
    let Some(last) = path.last().cloned() else { return };
    let name = if alias.is_empty() { last } else { alias.trim().to_owned() };
    names.insert(if name == "_" || name == "*" { path.join("::") } else { name }, path);
}

/// The parts of a list in braces: commas inside inner braces do not divide.
fn parts(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (i, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&list[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    found.push(&list[start..]);
    found.into_iter().filter(|part| !part.trim().is_empty()).collect()
}

/// Paths of two names or more in code.
fn written_out(code: &str) -> Vec<Vec<String>> {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':';
    let words = code.split(|c: char| !inside(c)).filter(|word| word.contains("::"));
    let path = |word: &str| -> Vec<String> {
        word.split("::").map(str::to_owned).filter(|name| !name.is_empty()).collect()
    };
    words.filter(|word| !word.starts_with("::")).map(path).filter(|path| path.len() > 1).collect()
}

#[test]
fn names_are_found_where_they_are_defined() {
    let folder = std::env::temp_dir().join(format!("obsada-imports-{}", std::process::id()));
    fs::create_dir_all(folder.join("room")).unwrap();
    let files = [
        ("lib.rs", "pub mod room;\npub mod door;\n"),
        (
            "room/mod.rs",
            "mod shelf;\nmod table;\npub use shelf::{Book, page as leaf};\npub struct Wall;\n",
        ),
        (
            "room/shelf.rs",
            "// use crate::door::Key;\npub struct Book;\npub fn page() {\n    super::table::lay();\n}\n",
        ),
        (
            "room/table.rs",
            "use super::{Book, leaf};\npub fn lay() {}\n#[cfg(test)]\nmod tests {\n    use crate::door::Key;\n}\n",
        ),
        (
            "door.rs",
            "use crate::room::{\n    self,\n    Book,\n};\npub struct Key;\nfn open() -> room::Wall {\n    \"crate::room::table::lay\"\n}\n",
        ),
    ];
    files.iter().for_each(|(name, text)| fs::write(folder.join(name), text).unwrap());
    let found = Tree::read(&folder).imports();
    fs::remove_dir_all(&folder).unwrap();
    let of = |name: &str| -> Vec<String> {
        found[Path::new(name)].iter().map(|f| f.to_string_lossy().into_owned()).collect()
    };
    assert_eq!(of("room/mod.rs"), ["room/shelf.rs"]);
    assert_eq!(of("room/shelf.rs"), ["room/table.rs"]);
    assert_eq!(of("room/table.rs"), ["room/shelf.rs"]);
    assert_eq!(of("door.rs"), ["room/mod.rs", "room/shelf.rs"]);
}
