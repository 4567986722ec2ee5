//! A page in a real browser, where there is one.

use std::process::Command;

fn chromium() -> Option<&'static str> {
    let runs = |name: &&str| Command::new(name).arg("--version").output().is_ok();
    let found = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(runs);
    if found.is_none() {
        println!("skipped: no Chromium is installed here");
    }
    found
}

/// The page as Chromium has it after running a script at its end.
pub fn played(page: &str, script: &str) -> Option<String> {
    let browser = chromium()?;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    let page = page.replace("</body>", &format!("<script>{script}</script></body>"));
    std::fs::write(&file, page).unwrap();
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg("--dump-dom")
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    Some(String::from_utf8(output.stdout).unwrap())
}

/// What the accessibility checker axe-core finds on a page: `none`, or each violation with its place.
pub fn accessibility(page: &str) -> Option<String> {
    let Some(axe) = std::env::var("AXE_CORE").ok().filter(|file| !file.is_empty()) else {
        println!("skipped: AXE_CORE does not name the file axe.min.js");
        return None;
    };
    let axe = std::fs::read_to_string(axe).unwrap().replace("</script", "<\\/script");
    let script = format!(
        "{axe};axe.run().then(r=>document.body.setAttribute('data-axe',\
         r.violations.map(v=>v.id+':'+v.nodes[0].html).join(' | ')||'none'))"
    );
    let dom = played(page, &script)?;
    let found = dom.split("data-axe=\"").nth(1).map(|rest| rest.split('"').next().unwrap());
    Some(found.expect("the checker has run").to_owned())
}

/// The page as Chromium prints it: the bytes of a PDF.
pub fn printed(page: &str) -> Option<Vec<u8>> {
    let browser = chromium()?;
    let folder = tempfile::tempdir().unwrap();
    let (file, pdf) = (folder.path().join("page.html"), folder.path().join("page.pdf"));
    std::fs::write(&file, page).unwrap();
    Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    Some(std::fs::read(pdf).unwrap())
}
