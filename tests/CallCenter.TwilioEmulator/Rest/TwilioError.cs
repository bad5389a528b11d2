namespace CallCenter.TwilioEmulator.Rest;

/// <summary>An answer that says no, in Twilio's words and numbers.</summary>
internal sealed class TwilioError(int status, int code, string message) : Exception(message)
{
    public int Status => status;

    public int Code => code;

    public object Body() => new { code, message = Message, more_info = $"https://www.twilio.com/docs/errors/{code}", status };

    public static TwilioError NotFound(string path) =>
        new(404, 20404, $"The requested resource {path} was not found");

    public static TwilioError Missing(string parameter) =>
        new(400, 21201, $"Required parameter '{parameter}' is missing");

    public static TwilioError Invalid(string message) => new(400, 20001, message);
}
