namespace CallCenter.TwilioEmulator.Softphone;

/// <summary>What the voice SDK reports, under its own code.</summary>
internal sealed class SoftphoneError(int code, string message) : Exception(message)
{
    public int Code => code;
}
