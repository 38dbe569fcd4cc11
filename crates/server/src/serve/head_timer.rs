//! The timer of heads: one for a connection, however many requests come over it. Knows no request.
//!
//! hyper asks for a timer for each head and drops it when the head is there. To set and to drop one takes the lock of all
//! timers twice; here what hyper gets is a look at one that stays set, and is set anew only when it has rung too early.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use hyper::rt::{Sleep, Timer};
use parking_lot::Mutex;

/// The timer of one connection.
pub(super) struct HeadTimer(Alarm);

type Alarm = Arc<Mutex<Pin<Box<tokio::time::Sleep>>>>;

impl HeadTimer {
    /// First set to this time from now.
    pub(super) fn new(first: Duration) -> Self {
        Self(Arc::new(Mutex::new(Box::pin(tokio::time::sleep(first)))))
    }
}

impl Timer for HeadTimer {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Sleep>> {
        self.sleep_until(self.now() + duration)
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn Sleep>> {
        Box::pin(Until { alarm: Arc::clone(&self.0), deadline: deadline.into() })
    }
}

/// Until one head's time is over.
struct Until {
    alarm: Alarm,
    deadline: tokio::time::Instant,
}

impl Sleep for Until {}

impl Future for Until {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut alarm = self.alarm.lock();
        if alarm.deadline() > self.deadline {
            alarm.as_mut().reset(self.deadline);
        }
        loop {
            ready!(alarm.as_mut().poll(cx));
            if alarm.deadline() >= self.deadline {
                return Poll::Ready(());
            }
            // It was set for a head that came in time.
            alarm.as_mut().reset(self.deadline);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_head_has_its_own_time() {
        let short = Duration::from_millis(40);
        let timer = HeadTimer::new(short);
        let start = timer.now();
        drop(timer.sleep_until(start + short));
        timer.sleep_until(start + 2 * short).await;
        assert!(timer.now() >= start + 2 * short, "it was set for an earlier head first");
        let long = Duration::from_mins(1);
        let left = tokio::time::timeout(short, timer.sleep(long)).await;
        assert!(left.is_err());
        timer.sleep(short).await;
        assert!(timer.now() < start + long, "it was set for a later head before");
    }
}
