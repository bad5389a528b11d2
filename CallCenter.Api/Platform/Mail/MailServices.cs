using Microsoft.Extensions.Options;

namespace CallCenter.Api.Platform.Mail;

public static class MailServices
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SmtpOptions>().Bind(builder.Configuration.GetSection(SmtpOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(s => s.GetRequiredService<IOptions<SmtpOptions>>().Value);
        builder.Services.AddSingleton<IMail, SmtpMail>();
    }
}
