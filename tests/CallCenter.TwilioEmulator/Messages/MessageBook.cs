using System.Globalization;
using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Webhooks;

namespace CallCenter.TwilioEmulator.Messages;

/// <summary>Text messages: ours on their way to a phone, and a person's replies.</summary>
internal sealed class MessageBook(Switchboard board)
{
    private static readonly TimeSpan Hop = TimeSpan.FromSeconds(1);
    private static readonly HashSet<string> StopWords = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"];
    private static readonly HashSet<string> StartWords = ["START", "YES", "UNSTOP"];
    private readonly HashSet<(string From, string To)> _optedOut = [];

    public List<TextMessage> All { get; } = [];

    public TextMessage? Find(string sid) => All.Find(m => m.Sid == sid);

    public bool OptedOut(string from, string to) => _optedOut.Contains((from, to));

    /// <summary>As far as the phone at the other end lets it come.</summary>
    public void Send(TextMessage message)
    {
        message.Status = message.MessagingServiceSid is null ? "queued" : "accepted";
        All.Add(message);
        board.Changes.Announce("messages");
        var habits = board.Phones.HabitsOf(message.To);
        if (habits.Texts == "failed")
        {
            // It never leaves us: an unregistered sender, for one.
            board.Clock.After(Hop, () => Advance(message, "failed", habits.ErrorCode ?? 30034));
            return;
        }

        board.Clock.After(Hop, () => Advance(message, "sent"));
        if (habits.Texts is "delivered" or "undelivered")
        {
            board.Clock.After(Hop * 2, () => Advance(message, habits.Texts, habits.Texts == "undelivered" ? habits.ErrorCode ?? 30003 : null));
        }
    }

    /// <summary>A person answers a message; STOP and START are understood by the carrier as well as told to us.</summary>
    public TextMessage Reply(string from, string to, string body, string? optOutType, IReadOnlyList<string> media)
    {
        var message = new TextMessage(board.Sids.Next(media.Count > 0 ? "MM" : "SM"), from, to, body, "inbound", board.Clock.GetUtcNow())
        {
            Status = "received",
            Media = media,
        };
        All.Add(message);
        board.Changes.Announce("messages");
        var word = optOutType ?? body.Trim().ToUpperInvariant();
        _ = StopWords.Contains(word) ? _optedOut.Add((to, from)) : StartWords.Contains(word) && _optedOut.Remove((to, from));
        if (board.Numbers.Line(to)?.Setting("SmsUrl") is { } url)
        {
            List<KeyValuePair<string, string>> pairs =
            [
                new("MessageSid", message.Sid), new("SmsSid", message.Sid), new("AccountSid", board.Account.Sid),
                new("From", from), new("To", to), new("Body", body), new("NumMedia", media.Count.ToString(CultureInfo.InvariantCulture)),
                new("NumSegments", message.NumSegments.ToString(CultureInfo.InvariantCulture)),
                new("SmsStatus", "received"), new("ApiVersion", "2010-04-01"),
                .. media.Select((url, i) => new KeyValuePair<string, string>($"MediaUrl{i}", url)),
            ];
            CallParameters.Add(pairs, "OptOutType", optOutType);
            var method = Reporting.Http(board.Numbers.Line(to)?.Setting("SmsMethod"));
            board.Exchange.Start(() => board.Questions.Ask(new WebhookRequest(url, method, pairs, "message", null) { Voice = false }));
        }

        return message;
    }

    public static bool Cancel(TextMessage message)
    {
        if (message.Status is "sent" or "delivered" or "undelivered" or "failed" or "received")
        {
            return false;
        }

        message.Status = "canceled";
        return true;
    }

    private void Advance(TextMessage message, string status, int? errorCode = null)
    {
        if (message.Status == "canceled")
        {
            return;
        }

        (message.Status, message.ErrorCode, message.UpdatedAt) = (status, errorCode, board.Clock.GetUtcNow());
        message.SentAt ??= status == "failed" ? null : message.UpdatedAt;
        board.Changes.Announce("messages");
        if (message.StatusCallback is not { } url)
        {
            return;
        }

        List<KeyValuePair<string, string>> pairs =
        [
            new("AccountSid", board.Account.Sid), new("From", message.From), new("To", message.To),
            new("MessageSid", message.Sid), new("SmsSid", message.Sid),
            new("MessageStatus", status), new("SmsStatus", status), new("ApiVersion", "2010-04-01"),
        ];
        CallParameters.Add(pairs, "MessagingServiceSid", message.MessagingServiceSid);
        CallParameters.Add(pairs, "ErrorCode", errorCode?.ToString(CultureInfo.InvariantCulture));
        if (status is "delivered" or "undelivered")
        {
            pairs.Add(new("RawDlrDoneDate", message.UpdatedAt.UtcDateTime.ToString("yyMMddHHmm", CultureInfo.InvariantCulture)));
        }

        message.LastReport = board.Callbacks.Send(
            new WebhookRequest(url, "POST", pairs, "message status", null) { Voice = false }, message.LastReport);
    }
}
