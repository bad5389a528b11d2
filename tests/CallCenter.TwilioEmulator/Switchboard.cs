using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Clock;
using CallCenter.TwilioEmulator.Conferences;
using CallCenter.TwilioEmulator.Messages;
using CallCenter.TwilioEmulator.Numbers;
using CallCenter.TwilioEmulator.Phones;
using CallCenter.TwilioEmulator.Queues;
using CallCenter.TwilioEmulator.Recordings;
using CallCenter.TwilioEmulator.Timeline;
using CallCenter.TwilioEmulator.Transcriptions;
using CallCenter.TwilioEmulator.Twiml;
using CallCenter.TwilioEmulator.Webhooks;

namespace CallCenter.TwilioEmulator;

/// <summary>Everything a call can touch, in one place: rooms know each other through here and nowhere else.</summary>
internal sealed class Switchboard
{
    public Switchboard(
        Account account, EmulatorClock clock, Exchange exchange, Sids sids, TimelineBook timeline, Changes changes,
        Questions questions, Callbacks callbacks, Faults faults)
    {
        (Account, Clock, Exchange, Sids) = (account, clock, exchange, sids);
        (Timeline, Changes, Questions, Callbacks, Faults) = (timeline, changes, questions, callbacks, faults);
        Numbers = new NumberBook(account, clock);
        Documents = new DocumentFetch(account, questions, timeline);
        Progress = new CallProgress(account, clock, callbacks, Numbers, changes);
        Interpreter = new Interpreter(this);
        Desk = new CallDesk(this);
        Phones = new PhoneBook(this);
        Conferences = new ConferenceBook(this);
        Queues = new QueueBook(this);
        Recordings = new RecordingBook(this);
        Transcriptions = new TranscriptionBook(this);
        Messages = new MessageBook(this);
    }

    public Account Account { get; }

    public EmulatorClock Clock { get; }

    public Exchange Exchange { get; }

    public Sids Sids { get; }

    public TimelineBook Timeline { get; }

    public Changes Changes { get; }

    public Questions Questions { get; }

    public Callbacks Callbacks { get; }

    public Faults Faults { get; }

    public CallBook Calls { get; } = new();

    public CallProgress Progress { get; }

    public CallDesk Desk { get; }

    public NumberBook Numbers { get; }

    public DocumentFetch Documents { get; }

    public Interpreter Interpreter { get; }

    public PhoneBook Phones { get; }

    public ConferenceBook Conferences { get; }

    public QueueBook Queues { get; }

    public RecordingBook Recordings { get; }

    public TranscriptionBook Transcriptions { get; }

    public MessageBook Messages { get; }

    /// <summary>Where this emulator answers: recordings carry absolute URLs.</summary>
    public string BaseUrl { get; set; } = "http://127.0.0.1:5081";
}
