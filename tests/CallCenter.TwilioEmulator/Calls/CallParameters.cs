using CallCenter.TwilioEmulator.Numbers;

namespace CallCenter.TwilioEmulator.Calls;

using Pairs = List<KeyValuePair<string, string>>;

/// <summary>The parameters every voice webhook of a leg carries.</summary>
internal static class CallParameters
{
    public static Pairs Of(Call call, Account account)
    {
        var pairs = new Pairs
        {
            new("CallSid", call.Sid),
            new("AccountSid", account.Sid),
            new("From", call.From),
            new("To", call.To),
            new("Caller", call.From),
            new("Called", call.To),
            new("CallStatus", call.State.Word()),
            new("ApiVersion", "2010-04-01"),
            new("Direction", call.Direction),
        };
        Add(pairs, "ParentCallSid", call.ParentSid);
        Add(pairs, "ApplicationSid", call.ApplicationSid);
        Add(pairs, "AnsweredBy", call.AnsweredBy);
        if (call.Direction == "inbound" && call.ApplicationSid is null)
        {
            call.Carrier.AddTo(pairs, call);
            pairs.Add(new("CallToken", $"emulated-token-of-{call.Sid}"));
        }

        Places.AddTo(pairs, call);
        pairs.AddRange(call.ExtraParameters);
        return pairs;
    }

    public static void Add(Pairs pairs, string name, string? value)
    {
        if (value is not null)
        {
            pairs.Add(new(name, value));
        }
    }
}
