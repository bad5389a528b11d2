namespace CallCenter.TwilioEmulator.Phones;

internal static class BehaviourWords
{
    public static string Word(this PhoneBehaviour behaviour) => behaviour switch
    {
        PhoneBehaviour.Ring => "ring",
        PhoneBehaviour.Human => "human",
        PhoneBehaviour.Machine => "machine",
        PhoneBehaviour.Busy => "busy",
        PhoneBehaviour.NoAnswer => "no-answer",
        PhoneBehaviour.Reject => "reject",
        PhoneBehaviour.Failed => "failed",
    };

    public static PhoneBehaviour? Parse(string? word)
    {
        foreach (var behaviour in Enum.GetValues<PhoneBehaviour>())
        {
            if (behaviour.Word() == word)
            {
                return behaviour;
            }
        }

        return null;
    }
}
