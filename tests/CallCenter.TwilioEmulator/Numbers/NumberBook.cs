using CallCenter.TwilioEmulator.Calls;

namespace CallCenter.TwilioEmulator.Numbers;

/// <summary>The account's numbers and applications. Every other number is a person's phone.</summary>
internal sealed class NumberBook
{
    public NumberBook(Account account, TimeProvider clock)
    {
        var configured = new TwimlApplication(account.TwimlAppSid, clock.GetUtcNow());
        configured.Settings["FriendlyName"] = "Softphone";
        Applications.Add(configured);
    }

    public List<PhoneLine> Lines { get; } = [];

    public List<TwimlApplication> Applications { get; } = [];

    public PhoneLine? Line(string? number) => Lines.Find(l => l.Number == number);

    public TwimlApplication? Application(string? sid) => Applications.Find(a => a.Sid == sid);

    public Reporting? StatusCallbackOf(Call call)
    {
        var (url, method) = call.ApplicationSid is { } app
            ? (Application(app)?.Setting("StatusCallback"), Application(app)?.Setting("StatusCallbackMethod"))
            : (Line(call.To)?.Setting("StatusCallback"), Line(call.To)?.Setting("StatusCallbackMethod"));
        return Reporting.From(url, method, []);
    }
}
