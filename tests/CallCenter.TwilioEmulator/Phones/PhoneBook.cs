using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Clock;

namespace CallCenter.TwilioEmulator.Phones;

/// <summary>The phones of all people: every number that is not a line of the account.</summary>
internal sealed class PhoneBook(Switchboard board)
{
    private static readonly TimeSpan PicksUpAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan VoicemailAfter = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan SignalAfter = TimeSpan.FromSeconds(1);
    private static readonly PhoneHabits Usual = new();
    private readonly Dictionary<string, PhoneHabits> _habits = [];

    public IReadOnlyDictionary<string, PhoneHabits> Habits => _habits;

    public PhoneHabits HabitsOf(string number) => _habits.GetValueOrDefault(number, Usual);

    public PhoneBehaviour BehaviourOf(string number) => HabitsOf(number).Behaviour;

    public void Set(string number, PhoneHabits habits)
    {
        _habits[number] = habits;
        board.Changes.Announce("phones");
    }

    public Call? Ringing(string number) =>
        board.Calls.All.LastOrDefault(c => c.To == number && c.State == CallState.Ringing && c.Direction != "inbound");

    public void Ring(Call call)
    {
        if (board.Numbers.Line(call.To) is not null)
        {
            RingOwnLine(call);
            return;
        }

        if (call.To.StartsWith("client:", StringComparison.Ordinal) && !_habits.ContainsKey(call.To))
        {
            // No browser is registered under that name: Twilio has nobody to ring.
            board.Progress.Finish(call, CallState.Failed);
            return;
        }

        switch (BehaviourOf(call.To))
        {
            case PhoneBehaviour.Human:
                board.Clock.After(PicksUpAfter, () => board.Progress.Answered(call));
                break;
            case PhoneBehaviour.Machine:
                board.Clock.After(VoicemailAfter, () => board.Progress.Answered(call));
                break;
            case PhoneBehaviour.Busy:
                board.Clock.After(SignalAfter, () => board.Progress.Finish(call, CallState.Busy));
                break;
            case PhoneBehaviour.Reject:
                board.Clock.After(SignalAfter, () => Decline(call));
                break;
            case PhoneBehaviour.Failed:
                board.Clock.After(SignalAfter, () => board.Progress.Finish(call, CallState.Failed));
                break;
            case PhoneBehaviour.Ring:
            case PhoneBehaviour.NoAnswer:
                break;
        }
    }

    public void Decline(Call call)
    {
        call.SipCode = 603;
        board.Progress.Finish(call, CallState.Busy);
    }

    /// <summary>Calling a line of the account runs that line's own voice URL, as a call of its own.</summary>
    private void RingOwnLine(Call call)
    {
        var other = board.Desk.Arrive(call.From, call.To);
        board.Exchange.Start(async () =>
        {
            if (await other.Answered.Task)
            {
                board.Progress.Answered(call);
            }
            else
            {
                board.Progress.Finish(call, other.State);
            }

            await OnExchange.First(other.Ended.Task, call.Ended.Task);
            board.Desk.HangUp(other);
            board.Desk.HangUp(call);
        });
    }
}
