package ai.chestnut.prompt;

import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds how the film was taken, and of whom, in free text. */
record Demographics(Optional<View> view, Optional<Sex> sex, OptionalInt ageYears) {

  private static final Pattern VIEW =
      Pattern.compile(
          "\\b(?:(pa\\b(?! catheter)|postero-?anterior|postero anterior)"
              + "|(ap\\b(?! window)|antero-?posterior|antero posterior))");
  private static final Pattern BEDSIDE =
      Pattern.compile("\\b(portable|bedside|supine|semi-?(erect|upright|recumbent))\\b");
  private static final Pattern AGE =
      Pattern.compile(
          "\\b(\\d{1,3}) ?-? ?(years?|yrs?|y/?o?|months?|mo|weeks?|wks?|days?)\\b(?: ?-? ?(old|of age|o))?"
              + "(?! (?:ago|later|prior|earlier|before|after|previously))"
              + "|\\baged? (\\d{1,3})\\b"
              + "|\\b(?:in )?(?:his|her|their) (?:early |mid |late |mid-)?(\\d)0'?s\\b"
              + "|\\b(\\d{1,3}) ?[mf]\\b");
  private static final Pattern NEWBORN = Pattern.compile("\\b(newborn|neonate)\\b");
  private static final Pattern SEX =
      Pattern.compile(
          "\\b(?:(woman|women|female|girl|lady)|(man|men|male|boy|gentleman)"
              + "|\\d{1,3}[ -]?(?:years?[ -]old |y/?o? ?|yrs? old )?(?:(f)|(m))\\b)\\b");
  private static final Pattern PRONOUN = Pattern.compile("\\b(?:(she|her|hers)|(he|his|him))\\b");
  private static final int MIDDLE_OF_DECADE = 5;

  static Demographics of(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("[\u2010-\u2015]", "-");
    return new Demographics(view(plain), sex(plain), age(plain));
  }

  private static Optional<View> view(String text) {
    Matcher view = VIEW.matcher(text);
    if (view.find()) {
      return Optional.of(view.group(1) != null ? View.PA : View.AP);
    }
    // films at the bedside are taken from the front
    return BEDSIDE.matcher(text).find() ? Optional.of(View.AP) : Optional.empty();
  }

  private static Optional<Sex> sex(String text) {
    Matcher named = SEX.matcher(text);
    if (named.find()) {
      boolean female = named.group(1) != null || named.group(3) != null;
      return Optional.of(female ? Sex.FEMALE : Sex.MALE);
    }
    Matcher pronoun = PRONOUN.matcher(text);
    return pronoun.find()
        ? Optional.of(pronoun.group(1) != null ? Sex.FEMALE : Sex.MALE)
        : Optional.empty();
  }

  private static OptionalInt age(String text) {
    Matcher age = AGE.matcher(text);
    while (age.find()) {
      if (age.group(4) != null || age.group(6) != null) {
        return OptionalInt.of(Integer.parseInt(age.group(age.group(4) != null ? 4 : 6)));
      }
      if (age.group(5) != null) {
        return OptionalInt.of(Integer.parseInt(age.group(5)) * 10 + MIDDLE_OF_DECADE);
      }
      if (age.group(3) != null || age.group(2).startsWith("y")) {
        return OptionalInt.of(years(Integer.parseInt(age.group(1)), age.group(2)));
      }
    }
    return NEWBORN.matcher(text).find() ? OptionalInt.of(0) : OptionalInt.empty();
  }

  private static int years(int number, String unit) {
    return switch (unit.charAt(0)) {
      case 'm' -> number / 12;
      case 'w' -> number / 52;
      case 'd' -> number / 365;
      default -> number;
    };
  }
}
