namespace CallCenter.Api.Platform.Telephony.Twilio;

public static class TwilioServices
{
    public static void AddTwilio(this WebApplicationBuilder builder)
    {
    }
}
