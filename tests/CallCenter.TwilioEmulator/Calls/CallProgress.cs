using System.Globalization;
using CallCenter.TwilioEmulator.Clock;
using CallCenter.TwilioEmulator.Numbers;
using CallCenter.TwilioEmulator.Timeline;
using CallCenter.TwilioEmulator.Webhooks;

namespace CallCenter.TwilioEmulator.Calls;

/// <summary>Moves a leg through its states and reports each to whoever asked. Final states absorb.</summary>
internal sealed class CallProgress(
    Account account, EmulatorClock clock, Callbacks callbacks, NumberBook numbers, Changes changes)
{
    public void Initiated(Call call) => Report(call, "initiated", "initiated");

    public void Ringing(Call call)
    {
        call.State = CallState.Ringing;
        Touch(call);
        Report(call, "ringing", "ringing");
    }

    public void Answered(Call call)
    {
        if (call.State is not (CallState.Queued or CallState.Ringing))
        {
            return;
        }

        call.State = CallState.InProgress;
        call.StartedAt = clock.GetUtcNow();
        call.Ear.GoLive();
        Touch(call);
        Report(call, "answered", "in-progress");
        call.Answered.TrySetResult(true);
    }

    public void Finish(Call call, CallState final)
    {
        if (call.State.IsFinal())
        {
            return;
        }

        // A call cancelled while still queued fires no callback at all.
        var silent = call.State == CallState.Queued && final == CallState.Canceled;
        call.State = final;
        call.EndedAt = clock.GetUtcNow();
        call.Waiting = Waiting.Nothing;
        call.Ear.GoDead();
        call.TimeLimit?.Dispose();
        Touch(call);
        call.Answered.TrySetResult(false);
        call.Ready.TrySetResult(false);
        call.Ended.TrySetResult();
        call.Bridge?.End();
        call.BreakTurn();
        if (!silent)
        {
            Report(call, "completed", final.Word());
        }
    }

    /// <summary>People at the other end heard something new, or the leg moved.</summary>
    public void Touch(Call call)
    {
        call.UpdatedAt = clock.GetUtcNow();
        changes.Announce("call", call.Sid);
    }

    private void Report(Call call, string happening, string status)
    {
        var reporting = call.StatusReporting ?? NumberReporting(call);
        if (reporting is null || !reporting.Events.Contains(happening))
        {
            return;
        }

        var pairs = CallParameters.Of(call, account);
        pairs.RemoveAll(p => p.Key == "CallStatus");
        pairs.Add(new("CallStatus", status));
        pairs.Add(new("Timestamp", clock.GetUtcNow().Rfc2822()));
        pairs.Add(new("CallbackSource", "call-progress-events"));
        pairs.Add(new("SequenceNumber", call.StatusSequence++.ToString(CultureInfo.InvariantCulture)));
        if (happening is "ringing" or "answered" && call.Direction == "outbound-api" && call.To.StartsWith('+'))
        {
            pairs.Add(new("StirStatus", "A"));
        }

        if (happening == "completed")
        {
            AddEnding(pairs, call);
        }

        var request = new WebhookRequest(reporting.Url, reporting.Method, pairs, "status", call.Sid) { Cookies = call.Cookies };
        call.LastReport = callbacks.Send(request, after: call.LastReport);
    }

    private static void AddEnding(List<KeyValuePair<string, string>> pairs, Call call)
    {
        // Duration is minutes begun (the billing unit), CallDuration is seconds.
        pairs.Add(new("Duration", Math.Ceiling(call.Duration.TotalMinutes).ToString(CultureInfo.InvariantCulture)));
        pairs.Add(new("CallDuration", call.Duration.WholeSeconds()));
        CallParameters.Add(pairs, "SipResponseCode", (call.SipCode ?? SipCode(call.State)).ToString(CultureInfo.InvariantCulture));
        if (call.Recorded is { } recording)
        {
            pairs.Add(new("RecordingUrl", recording.Url));
            pairs.Add(new("RecordingSid", recording.Sid));
            pairs.Add(new("RecordingDuration", recording.DurationAt(call.EndedAt!.Value).WholeSeconds()));
        }
    }

    private static int SipCode(CallState state) => state switch
    {
        CallState.Busy => 486,
        CallState.NoAnswer or CallState.Canceled => 487,
        CallState.Failed => 404,
        CallState.Queued or CallState.Ringing or CallState.InProgress or CallState.Completed => 200,
    };

    /// <summary>A number's (or application's) own callback tells only the end of an inbound call.</summary>
    private Reporting? NumberReporting(Call call) =>
        call.Direction != "inbound" ? null : numbers.StatusCallbackOf(call);
}
