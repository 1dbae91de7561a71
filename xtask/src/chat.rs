//! `cargo xtask chat PROGRAM`: many people in one room of a desk, and how soon each message is with all of them.
//!
//! What enters: a program, and how many people and messages. What leaves: times from sending a message to its being with each of the others,
//! and whether one was lost or doubled, though the server is killed and started again in the middle. Everything is in a temporary folder.

pub mod client;

use crate::shell;
use client::Client;
use std::collections::HashMap;
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// The password of everybody.
pub const PASSWORD: &str = "marmalade on toast";

/// Time between two messages of the room.
const PACE: Duration = Duration::from_millis(100);

/// What everybody shares.
struct Room {
    begun: Instant,
    /// How many messages are sent.
    total: usize,
    /// How many listen now.
    listening: AtomicUsize,
    over: AtomicBool,
    /// How many have got all messages.
    done: Mutex<usize>,
    all: Condvar,
}

/// What somebody got.
#[derive(Default)]
struct Got {
    /// How often each message came, by its number in the room.
    times: HashMap<i64, usize>,
    /// Microseconds that each took.
    waits: Vec<u128>,
}

/// Runs it.
pub fn run(args: &[String]) -> ExitCode {
    let number = |name: &str, usual: usize| shell::number(args, name, usual);
    let Some(program) = args.first().filter(|arg| !arg.starts_with("--")) else {
        eprintln!("Usage: cargo xtask chat PROGRAM [--people 200] [--messages 300] [--restart 1]");
        return ExitCode::from(2);
    };
    let (people, messages) = (number("--people", 200), number("--messages", 300));
    let restart = number("--restart", 1) > 0;
    shell::ended(measure(Path::new(program), people, messages, restart))
}

pub type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn measure(program: &Path, people: usize, messages: usize, restart: bool) -> Fallible<bool> {
    let folder = Folder::make("chat")?;
    let ledger = folder.0.join("load.ledger");
    let page = folder.0.join("page.txt");
    std::fs::write(&page, "A page\n\nNothing passes between states here.\n")?;
    ran(Command::new(program)
        .args(["add", "--ledger"])
        .arg(&ledger)
        .arg(&page))?;
    ran(Command::new(program)
        .args(["user", "--ledger"])
        .arg(&ledger)
        .args(["trial", "0"]))?;
    eprintln!("{people} accounts ...");
    for number in 0..people {
        account(program, &ledger, &name(number))?;
    }
    // A port that is free now is, with some luck, free in a moment.
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut server = serve(program, &ledger, port)?;
    let room = Arc::new(Room {
        begun: Instant::now(),
        total: messages,
        listening: AtomicUsize::new(0),
        over: AtomicBool::new(false),
        done: Mutex::new(0),
        all: Condvar::new(),
    });
    eprintln!("{people} people log in ...");
    let mut clients = Vec::new();
    for number in 0..people {
        clients.push(Client::log_in(port, number, &name(number), PASSWORD)?);
    }
    let listeners: Vec<_> = clients
        .iter()
        .cloned()
        .map(|client| {
            let room = room.clone();
            thread::spawn(move || listen(&client, &room))
        })
        .collect();
    wait_until(|| room.listening.load(Ordering::Relaxed) == people);
    eprintln!("{messages} messages ...");
    let senders = send_all(&clients, &room, messages, |sent| {
        if restart && sent == messages / 2 {
            // Killed, not asked: nothing may depend on a good end.
            let _ = server.kill();
            let _ = server.wait();
            match serve(program, &ledger, port) {
                Ok(again) => server = again,
                Err(error) => eprintln!("{error}"),
            }
        }
    });
    for sender in senders {
        let _ = sender.join();
    }
    let done = room.done.lock().unwrap_or_else(PoisonError::into_inner);
    let waited = room
        .all
        .wait_timeout_while(done, Duration::from_secs(60), |done| *done < people);
    drop(waited);
    room.over.store(true, Ordering::Relaxed);
    let _ = server.kill();
    let _ = server.wait();
    let got: Vec<Got> = listeners
        .into_iter()
        .map(|listener| listener.join().unwrap_or_default())
        .collect();
    Ok(tell(&got, messages))
}

/// Tells the figures; whether nothing was lost or doubled.
fn tell(got: &[Got], messages: usize) -> bool {
    let mut waits: Vec<u128> = got
        .iter()
        .flat_map(|got| got.waits.iter().copied())
        .collect();
    waits.sort_unstable();
    let at = |share: f64| {
        let index = (waits.len() as f64 * share) as usize;
        let wait = waits.get(index.min(waits.len().saturating_sub(1)));
        wait.map_or(0.0, |wait| *wait as f64 / 1000.0)
    };
    let lost: usize = got
        .iter()
        .map(|got| messages.saturating_sub(got.times.len()))
        .sum();
    let doubled: usize = got
        .iter()
        .flat_map(|got| got.times.values())
        .map(|times| times - 1)
        .sum();
    println!(
        "{} people, {messages} messages: median {:.1} ms, 95 % {:.1} ms, 99 % {:.1} ms, longest {:.1} ms; {lost} lost, {doubled} doubled",
        got.len(),
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0)
    );
    lost == 0 && doubled == 0
}

/// Sends all messages in turn; `between` is told how many were sent.
fn send_all(
    clients: &[Arc<Client>],
    room: &Arc<Room>,
    messages: usize,
    mut between: impl FnMut(usize),
) -> Vec<thread::JoinHandle<()>> {
    let mut senders = Vec::new();
    for number in 0..messages {
        between(number);
        if let Some(client) = clients.get(number % clients.len()) {
            let (client, room) = (client.clone(), room.clone());
            senders.push(thread::spawn(move || send(&client, &room, number)));
        }
        pause(PACE);
    }
    senders
}

/// Sends a message until it is taken, always by the same name.
fn send(client: &Client, room: &Room, number: usize) {
    let text = format!("load {number} {}", room.begun.elapsed().as_micros());
    let name = format!("load-{number}");
    while client.send(&name, &text).is_err() {
        pause(Duration::from_millis(100));
    }
}

/// Listens until all messages came, coming back where the connection is lost.
fn listen(client: &Client, room: &Room) -> Got {
    let mut got = Got::default();
    let mut last = 0;
    let mut told = false;
    while !room.over.load(Ordering::Relaxed) {
        let opened = client.listen(last, |event| match event {
            client::Event::Open => {
                if !told {
                    told = true;
                    room.listening.fetch_add(1, Ordering::Relaxed);
                }
            }
            client::Event::Message(seq, text) => {
                last = seq;
                *got.times.entry(seq).or_default() += 1;
                let sent = text
                    .rsplit(' ')
                    .next()
                    .and_then(|sent| sent.parse::<u128>().ok());
                if let Some(sent) = sent {
                    let now = room.begun.elapsed().as_micros();
                    got.waits.push(now.saturating_sub(sent));
                }
                if got.times.len() == room.total {
                    *room.done.lock().unwrap_or_else(PoisonError::into_inner) += 1;
                    room.all.notify_all();
                }
            }
        });
        if opened.is_err() {
            pause(Duration::from_millis(100));
        }
    }
    got
}

fn name(number: usize) -> String {
    format!("person-{number}")
}

/// Makes an account.
pub fn account(program: &Path, ledger: &Path, name: &str) -> Fallible<()> {
    let mut child = Command::new(program)
        .args(["user", "--ledger"])
        .arg(ledger)
        .args(["add", name, "--password-stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    if let Some(mut input) = child.stdin.take() {
        writeln!(input, "{PASSWORD}")?;
    }
    let done = child.wait()?;
    if done.success() {
        Ok(())
    } else {
        Err(format!("{name}: no account was made").into())
    }
}

/// Runs a command, of which only its end counts.
pub fn ran(command: &mut Command) -> Fallible<()> {
    let done = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    if done.success() {
        Ok(())
    } else {
        Err(format!("{command:?} failed").into())
    }
}

/// Starts the desk and waits until it answers.
pub fn serve(program: &Path, ledger: &Path, port: u16) -> Fallible<Child> {
    let child = Command::new(program)
        .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
        // So that the addresses count that the clients say they have.
        .args(["--public-url", &format!("http://127.0.0.1:{port}/")])
        .arg("--ledger")
        .arg(ledger)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    wait_until(|| std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
    Ok(child)
}

/// Waits until something is so, for a minute at most.
pub fn wait_until(is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() && begun.elapsed() < Duration::from_secs(60) {
        pause(Duration::from_millis(20));
    }
}

/// Lets some time pass: a load has a pace.
pub fn pause(time: Duration) {
    let (_sender, receiver) = mpsc::channel::<()>();
    let _ = receiver.recv_timeout(time);
}

/// A folder that goes with what is in it.
pub struct Folder(pub PathBuf);

impl Folder {
    /// Makes one whose name says what it is for.
    pub fn make(what: &str) -> Fallible<Folder> {
        let path = std::env::temp_dir().join(format!("servanda-{what}-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
