package dev.rollcall.server.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Says in plain words what kept a file or folder from being used. */
public final class IoTrouble {
  private IoTrouble() {}

  /** The reason, without the name of the file. */
  public static String inWords(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException missing -> "there is no such file";
      case FileAlreadyExistsException taken -> taken.getFile() + " is no folder";
      case CharacterCodingException encoding -> "it is not UTF-8";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> Objects.requireNonNullElse(e.getMessage(), e.toString());
    };
  }
}
