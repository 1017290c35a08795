using Gongji.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gongji.Border;

/// <summary>What the national interface and the administration share.</summary>
public static class BorderSetup
{
    /// <summary>Adds the options to an application, which brings <see cref="IGrains"/>, <see cref="TimeProvider"/> and
    /// <see cref="IdentityVault"/>.</summary>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is wrong.</exception>
    public static IServiceCollection AddGongjiBorder(this IServiceCollection services, GatewayOptions options)
    {
        options.Validate();
        services.AddMetrics();
        services.AddSingleton(options);
        return services;
    }
}
