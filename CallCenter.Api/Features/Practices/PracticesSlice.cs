using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Practices.Demo;
using CallCenter.Api.Features.Practices.Jobs;
using CallCenter.Api.Features.Practices.Persistence;

namespace CallCenter.Api.Features.Practices;

public static class PracticesSlice
{
    public static void AddPractices(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<KnownPractices>();
        builder.Services.AddSingleton<IPractices, PracticeReader>();
        builder.Services.AddSingleton<Platform.Telephony.ILineNumbers, LineNumbers>();
        builder.Services.AddHostedService<PracticesAtStart>();
        if (builder.Environment.IsDevelopment()) builder.Services.AddSingleton<IDemoPart, DemoPractices>();
    }
}
